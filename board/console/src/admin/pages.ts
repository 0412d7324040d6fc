// The administration pages and who finds them in the menu; what a person may do is decided by the server.
import type { Component } from 'vue'
import { defineAsyncComponent } from 'vue'
import { sense } from '@/language/say'
import { hasRole, type Role } from '@/session'

export interface AdminEntry {
  id: string
  name: string
  roles: Role[]
  /** Everybody's, found in the own menu: no reason to show the administration in the bar. */
  own?: true
  view: Component
}

export const adminPages: AdminEntry[] = [
  { id: 'in-doubt', name: '发送确认', roles: ['dispatcher', 'manager', 'administrator'], view: defineAsyncComponent(() => import('./InDoubtPage.vue')) },
  { id: 'faq', name: '常见问题', roles: ['dispatcher', 'reviewer', 'manager', 'administrator'], view: defineAsyncComponent(() => import('./FaqPage.vue')) },
  { id: 'catalogue', name: '主动公开目录', roles: ['dispatcher', 'handler', 'reviewer', 'manager', 'administrator'], own: true, view: defineAsyncComponent(() => import('@/catalogue/CataloguePage.vue')) },
  { id: 'documents', name: '政策文件', roles: ['dispatcher', 'reviewer', 'manager', 'administrator'], view: defineAsyncComponent(() => import('./DocumentsPage.vue')) },
  { id: 'templates', name: '答复模板', roles: ['administrator'], view: defineAsyncComponent(() => import('./TemplatesPage.vue')) },
  { id: 'units', name: sense('单位', 'plural'), roles: ['administrator'], view: defineAsyncComponent(() => import('./UnitsPage.vue')) },
  { id: 'staff', name: '人员', roles: ['administrator'], view: defineAsyncComponent(() => import('./StaffPage.vue')) },
  { id: 'import', name: '带入原有资料', roles: ['administrator'], view: defineAsyncComponent(() => import('@/bring/ImportPage.vue')) },
  { id: 'login', name: '登录', roles: ['administrator'], view: defineAsyncComponent(() => import('./LoginPage.vue')) },
  { id: 'channels', name: '渠道', roles: ['administrator'], view: defineAsyncComponent(() => import('./ChannelsPage.vue')) },
  { id: 'settings', name: '设置', roles: ['administrator'], view: defineAsyncComponent(() => import('./SettingsPage.vue')) },
  { id: 'workflow', name: '办理规则', roles: ['administrator'], view: defineAsyncComponent(() => import('./WorkflowPage.vue')) },
  { id: 'routing-rules', name: '分派规则', roles: ['administrator'], view: defineAsyncComponent(() => import('./RoutingRulesPage.vue')) },
  { id: 'routing', name: '分派模型', roles: ['administrator'], view: defineAsyncComponent(() => import('./RoutingPage.vue')) },
  { id: 'answers', name: '自动答复', roles: ['administrator'], view: defineAsyncComponent(() => import('./AnswerBoundsPage.vue')) },
  { id: 'quality', name: '答复质量', roles: ['dispatcher', 'manager', 'administrator'], view: defineAsyncComponent(() => import('./ReplyQualityPage.vue')) },
  { id: 'stand-ins', name: '外出与移交', roles: ['dispatcher', 'handler', 'reviewer', 'manager', 'administrator'], own: true, view: defineAsyncComponent(() => import('./StandInsPage.vue')) },
  { id: 'ladder', name: '提醒', roles: ['administrator'], view: defineAsyncComponent(() => import('./LadderPage.vue')) },
  { id: 'dead-letters', name: '未能入库的来件', roles: ['administrator'], view: defineAsyncComponent(() => import('./DeadLettersPage.vue')) },
  { id: 'audit', name: '审计日志', roles: ['administrator'], view: defineAsyncComponent(() => import('./AuditPage.vue')) },
  { id: 'health', name: '运行状况', roles: ['administrator'], view: defineAsyncComponent(() => import('./HealthPage.vue')) },
]

export const myAdminPages = () => adminPages.filter((page) => hasRole(...page.roles))
export const firstAdminPage = () => myAdminPages().find((page) => !page.own)?.id ?? ''
